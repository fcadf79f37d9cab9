package dev.tributary.identity.memory;

import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.IdentityTransactionContract;
import java.util.function.Function;

class MemoryTransactionTest extends IdentityTransactionContract {
  private final MemoryDatabase database = new MemoryDatabase();

  @Override
  protected <R> R transaction(Function<IdentityTransaction, R> work) {
    return database.transaction(work);
  }
}
