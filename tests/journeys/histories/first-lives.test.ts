import { randomLives } from './lives'

// Two files with other seeds, so that two processes live a thousand lives each.
randomLives(20260110, 1000)
