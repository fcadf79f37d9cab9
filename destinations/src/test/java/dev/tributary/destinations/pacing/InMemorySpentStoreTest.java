package dev.tributary.destinations.pacing;

class InMemorySpentStoreTest extends SpentStoreContract {
  @Override
  protected SpentStore store() {
    return new InMemorySpentStore();
  }
}
