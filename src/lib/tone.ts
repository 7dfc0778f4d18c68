/** How a state looks everywhere: each tone is one colour and one shape of the looks, and never stands without words. */
export type Tone = 'clear' | 'bar' | 'refer' | 'hold' | 'disputed' | 'waiting' | 'returned' | 'gap' | 'plain'
