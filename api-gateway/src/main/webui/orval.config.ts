import { defineConfig } from 'orval';

export default defineConfig({
  tributary: {
    input: '../../../../docs/reference/openapi.json',
    output: {
      mode: 'tags',
      target: 'src/api/generated/operations/index.ts',
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
