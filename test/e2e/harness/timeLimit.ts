// For what never comes, also where several test files run at a time on a slow machine; tests that do more say so themselves.
jest.setTimeout(120_000);
