import type { Catalog } from "./catalog.ts";
import type { Environment } from "./open-database.ts";

interface Job {
  /** Does the work; returns how to tell its outcome once the transaction is on the disk. */
  readonly run: () => () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Runs writes one after the other. All that wait at the end of an event-loop turn share one transaction, so one fsync
 * serves them all; their promises settle after it.
 */
export class Writer {
  private readonly environment: Environment;
  private readonly catalog: Catalog;
  private waiting: Job[] = [];
  private scheduled = false;

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
      if (this.scheduled) return;
      this.scheduled = true;
      setImmediate(() => this.drain());
    });
  }

  /** Commits what waits, at once. */
  drain(): void {
    this.scheduled = false;
    const jobs = this.waiting;
    if (jobs.length === 0) return;
    this.waiting = [];
    const settle: (() => void)[] = [];
    try {
      this.environment.root.transactionSync(() => {
        for (const job of jobs) settle.push(job.run());
        this.catalog.saveStatistics();
      });
    } catch (error) {
      this.catalog.load();
      for (const job of jobs) job.fail(error);
      return;
    }
    for (const tell of settle) tell();
  }
}
