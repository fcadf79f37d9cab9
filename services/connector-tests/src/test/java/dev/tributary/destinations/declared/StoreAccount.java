package dev.tributary.destinations.declared;

import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.sandbox.http.LocalSandbox;
import java.util.Collection;
import java.util.function.Function;

/** A real store of the tests. */
record StoreAccount(
    String connector,
    Collection<String> secretValues,
    Function<ContractObject, ContractVendor> opening)
    implements ContractObject.Account {
  @Override
  public ContractVendor open(ContractObject object, LocalSandbox sandbox, ShiftedClock clock) {
    return opening.apply(object);
  }
}
