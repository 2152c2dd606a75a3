import { defineConfig } from "vitest/config";

const SERVER = {
  resolve: { conditions: ["pipewright-source"] },
  ssr: { resolve: { conditions: ["pipewright-source", "node"] } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...SERVER,
        test: {
          name: "unit",
          include: ["{contract,backend,scripts}/**/*.test.ts", "frontend/src/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**", "**/*.{integration,browser,docker}.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        ...SERVER,
        test: {
          name: "integration",
          include: ["backend/**/*.{integration,docker}.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...SERVER,
        test: {
          name: "browser",
          include: ["{backend,frontend}/**/*.browser.test.ts"],
          exclude: ["**/node_modules/**", "**/dist/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
