/** The oracle of the tests of `src/record/edtf.ts`; the package has no types of its own. */
declare module 'edtf';
