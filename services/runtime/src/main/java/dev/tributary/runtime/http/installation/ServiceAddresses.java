package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.access.Service;
import java.net.URI;

/** The addresses of the other services. */
public interface ServiceAddresses {

  /**
   * The address of its API.
   *
   * @throws IllegalArgumentException for the asking service itself
   */
  URI of(Service service);

  /**
   * Its management address, which only services reach.
   *
   * @throws IllegalArgumentException for the asking service itself
   */
  URI managementOf(Service service);
}
