import { randomLives } from './lives'

// Two files with other seeds, so that two processes live them side by side.
randomLives(20260110, 80)
