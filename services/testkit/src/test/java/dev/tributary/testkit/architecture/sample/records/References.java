package dev.tributary.testkit.architecture.sample.records;

interface References {
  Nine LARGE = Large::new;

  interface Nine {
    Large of(int a, int b, int c, int d, int e, int f, int g, int h, int i);
  }
}
