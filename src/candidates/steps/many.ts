/** As many as one transaction takes well; the rest is the next press of the button. */
export const mostAtOnce = 2_000
