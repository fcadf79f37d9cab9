package dev.tributary.contracts.definition;

import java.util.List;

/**
 * The fields of a destination that other services need, on {@code destinations}; never its
 * credentials.
 *
 * @param connector the kind: {@code hubspot}, {@code webhook}, {@code postgresql}
 * @param purposes what its data is used for; each needs the consent of a person
 */
public record DestinationBody(String connector, List<String> purposes) {}
