import { defineConfig } from 'orval';

export default defineConfig({
  tributary: {
    input: '../../../../docs/reference/openapi.json',
    output: {
      target: 'src/api/generated/operations.ts',
      schemas: 'src/api/generated/model',
      client: 'fetch',
      clean: true,
      urlEncodeParameters: true,
      override: {
        mutator: { path: 'src/api/request.ts', name: 'request' },
        fetch: { includeHttpResponseReturnType: false },
      },
    },
  },
});
