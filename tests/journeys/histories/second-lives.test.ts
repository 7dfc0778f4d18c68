import { randomLives } from './lives'

randomLives(20260111, 80)
