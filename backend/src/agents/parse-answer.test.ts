import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parseAnswer } from "./parse-answer.ts";

const Schema = z.object({ a: z.number(), b: z.string().optional() });

describe("a model's answer", () => {
  it.each<[string, object]>([
    ['{"a":1}', { a: 1 }],
    ['```json\n{"a": 1}\n```', { a: 1 }],
    ['Sure! {"a":1,"b":"} {"} Bye {', { a: 1, b: "} {" }],
    ['<think>{"x":1} or {oops}</think>{"a":2}', { a: 2 }],
    ['{"a":1,"b":"a \\" } quote"}', { a: 1, b: 'a " } quote' }],
    ['{"a":1,"b":null}', { a: 1 }],
    ['{"a":1,"more":true}', { a: 1 }],
  ])("is found in %s", (text, value) => {
    expect(parseAnswer(text, Schema)).toEqual({ ok: true, value });
  });

  it.each<[string, RegExp]>([
    ["", /no complete JSON/],
    ["{", /no complete JSON/],
    ['{"a":1', /no complete JSON/],
    ["{'a': 1}", /no complete JSON/],
    ['{"a":"1"}', /expected number/],
    ["[1,2]", /no complete JSON/],
  ])("is refused with the reason: %s", (text, problem) => {
    expect(parseAnswer(text, Schema)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it("of half a megabyte of braces is read in no time", () => {
    const begin = performance.now();
    expect(parseAnswer("{".repeat(500_000), Schema).ok).toBe(false);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
