package dev.tributary.testkit.architecture.sample.cycle.two;

import dev.tributary.testkit.architecture.sample.cycle.one.One;
import dev.tributary.testkit.architecture.sample.cycle.three.Three;
import java.util.List;

public record Two(Three three) {
  interface Back {
    List<One> ones();
  }
}
