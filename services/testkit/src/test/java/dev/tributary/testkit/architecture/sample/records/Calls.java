package dev.tributary.testkit.architecture.sample.records;

final class Calls {
  private Calls() {}

  static Small small() {
    return new Small(1, 2, 3, 4, 5, 6, 7, 8);
  }

  static Large withoutPositions() {
    return new Large();
  }

  static final class Nested {
    private Nested() {}

    static Large large() {
      return new Large(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
  }
}
