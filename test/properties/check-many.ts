// Checks thousands of random cases at once, and one that fails by itself, made as small as it can be.
import fc from "fast-check";

/** What is wrong with one of the cases. */
export interface Fault {
  /** Of the case. */
  readonly index: number;
  readonly what: string;
}

/** Random cases, made once and checked in many shells. */
export interface Sample<Case> {
  readonly arbitrary: fc.Arbitrary<Case>;
  readonly parameters: fc.Parameters<[Case]>;
  readonly cases: readonly Case[];
}

// Of all random cases: what a failure prints is to be had again with it.
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Makes the cases. @param examples cases that have failed once, which are tried first */
export function sampleMany<Case>(
  arbitrary: fc.Arbitrary<Case>,
  count: number,
  examples: readonly Case[],
): Sample<Case> {
  const parameters = { seed, numRuns: count, examples: examples.map((one): [Case] => [one]) };
  const cases: Case[] = [];
  // Not fc.sample, which makes others than those that a path in a report leads to.
  fc.assert(
    fc.property(arbitrary, (one) => {
      cases.push(one);
    }),
    parameters,
  );
  return { arbitrary, parameters, cases };
}

/**
 * Fails with the smallest case in which `findFault` still finds one.
 * @param count of the cases that are checked, the first ones
 * @param findFault finds the first of the cases with a fault, or null
 */
export async function checkMany<Case>(
  { arbitrary, parameters, cases }: Sample<Case>,
  count: number,
  findFault: (cases: readonly Case[]) => Promise<Fault | null>,
): Promise<void> {
  const fault = await findFirst(cases.slice(0, count), findFault);
  if (fault === null) return;
  const property = fc.asyncProperty(arbitrary, async (one) => {
    const found = await findFirst([one], findFault);
    if (found !== null) throw new Error(found.what);
  });
  await fc.assert(property, {
    ...parameters,
    numRuns: 1,
    path: String(fault.index),
    interruptAfterTimeLimit: 60_000,
    includeErrorInReport: true,
  });
  throw new Error(`SEED=${seed}: case ${fault.index}, after those before it only: ${fault.what}`);
}

/** The first fault, also when `findFault` throws because a case has ended the shell. */
async function findFirst<Case>(
  cases: readonly Case[],
  findFault: (cases: readonly Case[]) => Promise<Fault | null>,
): Promise<Fault | null> {
  try {
    return await findFault(cases);
  } catch (error) {
    if (cases.length === 1) return { index: 0, what: String(error) };
  }
  const half = Math.ceil(cases.length / 2);
  const first = await findFirst(cases.slice(0, half), findFault);
  if (first !== null) return first;
  const second = await findFirst(cases.slice(half), findFault);
  return second && { ...second, index: half + second.index };
}
