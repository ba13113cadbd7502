/**
 * Waits for some milliseconds. Code that waits between two requests takes this function as a default parameter, which
 * tests replace.
 */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
