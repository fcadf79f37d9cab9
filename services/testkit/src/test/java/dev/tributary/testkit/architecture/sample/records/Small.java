package dev.tributary.testkit.architecture.sample.records;

record Small(int a, int b, int c, int d, int e, int f, int g, int h) {
  Small() {
    this(1, 2, 3, 4, 5, 6, 7, 8);
  }
}
