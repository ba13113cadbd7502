/** Waits for some milliseconds. Code that waits between two requests takes this as a default, which tests replace. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
