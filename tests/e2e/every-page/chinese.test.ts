import { everyPage } from './pages'

everyPage('zh-CN')
