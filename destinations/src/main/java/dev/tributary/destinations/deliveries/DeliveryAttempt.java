package dev.tributary.destinations.deliveries;

import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.connector.Egress.Exchange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a delivery.
 *
 * @param deliveries how many deliveries were sent together
 * @param refusals those that the vendor reported only as a number, by reason
 */
public record DeliveryAttempt(
    String id,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String outcome,
    int deliveries,
    List<CountedRefusal> refusals,
    List<Exchange> exchanges) {}
