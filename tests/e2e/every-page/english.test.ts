import { everyPage } from './pages'

everyPage('en')
