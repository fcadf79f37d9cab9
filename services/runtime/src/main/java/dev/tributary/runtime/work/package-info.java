/**
 * The engine for long work that survives the process that does it: jobs of identity resolution, and
 * runs of models. A {@code LeasedQueue} is the table of the service, a {@code Worker} is the work,
 * and a {@code WorkEngine} connects both: claims, renewals of leases, reasons to stop, shutdown.
 *
 * <p>Every domain package may use it. It depends on the JDK and on {@code runtime.threads} only.
 */
@NullMarked
package dev.tributary.runtime.work;

import org.jspecify.annotations.NullMarked;
