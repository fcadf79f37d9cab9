package dev.tributary.contracts.definition;

import java.util.List;

/**
 * What other services need to know of a destination, on {@code destinations}; never its
 * credentials.
 *
 * @param connector the kind: {@code hubspot}, {@code webhook}, {@code postgresql}
 * @param purposes what its data is used for; each must be allowed by a person
 */
public record DestinationBody(String connector, List<String> purposes) {}
