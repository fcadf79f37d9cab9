package dev.tributary.collector.http;

import dev.tributary.collector.accept.Acceptance;
import dev.tributary.collector.kafka.EventLog;
import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.collector.tracking.InputLimits;
import dev.tributary.collector.tracking.RequestReader;
import java.util.function.BooleanSupplier;

/**
 * The parts that handle a tracking call.
 *
 * @param sourcesKnown false until the topic of sources has been read once
 */
public record TrackingParts(
    InputLimits limits,
    TrustedProxies proxies,
    RequestReader reader,
    SourceDirectory sources,
    BooleanSupplier sourcesKnown,
    RateLimit rateLimit,
    Acceptance acceptance,
    EventLog log,
    MemoryBudget memory,
    TrackingMetrics metrics) {}
