package dev.tributary.runtime.start;

import dev.tributary.contracts.fact.Fact;
import java.util.List;

/** Tells what a service knows of a workspace and may be worth an alert. Blocks. Thread-safe. */
@FunctionalInterface
public interface FactSource {
  List<Fact> facts(String workspace);
}
