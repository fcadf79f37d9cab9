package dev.tributary.testkit.architecture.sample.records;

record Large(int a, int b, int c, int d, int e, int f, int g, int h, int i) {
  Large() {
    this(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
