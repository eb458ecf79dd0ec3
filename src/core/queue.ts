/** Hands out work, in this process or on many machines. `work` calls back once for each item and ends when none is left. */
export interface Queue<Item, Result> {
  submit(items: readonly Item[]): Promise<void>
  work(run: (item: Item) => Promise<Result>): Promise<void>
}
