package dev.tributary.audience.rule;

/** How many events a condition requires. */
public sealed interface Count {
  int number();

  boolean accepts(long events);

  record AtLeast(int number) implements Count {
    @Override
    public boolean accepts(long events) {
      return events >= number;
    }
  }

  record AtMost(int number) implements Count {
    @Override
    public boolean accepts(long events) {
      return events <= number;
    }
  }

  record Exactly(int number) implements Count {
    @Override
    public boolean accepts(long events) {
      return events == number;
    }
  }
}
