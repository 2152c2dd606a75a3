import { ABORT } from "lmdb";
import type { Catalog } from "./catalog.ts";
import type { Environment } from "./open-database.ts";

interface Job {
  /** Does the work; returns how to tell its outcome once it is on the disk. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Runs writes one after the other, so that nothing comes between a write's reading and its writing. All that wait
 * when the last commit is done share the next one: one fsync serves them all.
 *
 * They run in a transaction that is then given up, which leaves a journal of their changes; LMDB's own thread applies
 * the journal in one transaction. So the event loop never waits for the disk.
 */
export class Writer {
  private readonly environment: Environment;
  private readonly catalog: Catalog;
  private waiting: Job[] = [];
  private committing: Promise<void> | undefined;

  constructor(environment: Environment, catalog: Catalog) {
    this.environment = environment;
    this.catalog = catalog;
  }

  /** Runs `work` in a write transaction; resolves when it is durable. An error of `work` undoes nothing it wrote. */
  write<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = (): (() => void) => {
        try {
          const result = work();
          return () => resolve(result);
        } catch (error) {
          return () => reject(error);
        }
      };
      this.waiting.push({ run, fail: reject });
      this.committing ??= this.commitAll();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.committing) await this.committing;
  }

  private async commitAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const jobs = this.waiting;
      this.waiting = [];
      await this.commit(jobs);
    }
    this.committing = undefined;
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    const { root, journal } = this.environment;
    const settle: (() => void)[] = [];
    try {
      root.transactionSync(() => {
        for (const job of jobs) settle.push(job.run());
        this.catalog.saveStatistics();
        return ABORT;
      });
      const changes = journal.splice(0);
      if (changes.length > 0) {
        await root.batch(() => {
          for (const { database, key, value } of changes) {
            if (value === undefined) database.remove(key);
            else database.put(key, value);
          }
        });
      }
    } catch (error) {
      journal.length = 0;
      this.catalog.load();
      for (const job of jobs) job.fail(error);
      return;
    }
    for (const tell of settle) tell();
  }
}
