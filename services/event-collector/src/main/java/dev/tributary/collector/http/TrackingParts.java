package dev.tributary.collector.http;

import dev.tributary.collector.accept.Acceptance;
import dev.tributary.collector.accept.AcceptedMessages;
import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.collector.tracking.InputLimits;
import dev.tributary.collector.tracking.RequestReader;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.TrustedProxies;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The parts that handle a tracking call.
 *
 * @param sourcesKnown false until the topic of sources has been read once
 * @param bodyGrace how long a body may take in addition to the time of its bytes at the slowest
 *     speed
 * @param held whether the deletion of a workspace was requested, by its id
 */
@RecordBuilder
public record TrackingParts(
    InputLimits limits,
    TrustedProxies proxies,
    RequestReader reader,
    SourceDirectory sources,
    BooleanSupplier sourcesKnown,
    Predicate<WorkspaceId> held,
    RateLimit rateLimit,
    Acceptance acceptance,
    AcceptedMessages log,
    MemoryBudget memory,
    Duration bodyGrace,
    TrackingMetrics metrics) {}
