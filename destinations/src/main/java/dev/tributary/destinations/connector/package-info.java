/**
 * The connector SPI: a manifest declares what a connector can do, and code performs it.
 *
 * <p>The engine, the REST API, the web UI and the documentation know connectors only through these
 * types, so a connector is added in one folder. It depends on Jackson and the JDK only.
 *
 * <p>Two shapes of jobs must fit {@link dev.tributary.destinations.connector.Protocol.Job}.
 * Salesforce's Bulk API 2.0 creates a job, gets a CSV file, and starts with a close; its results
 * are three CSV files, by external id. Klaviyo's bulk import starts with the submission, which has
 * the data, and lists only refused profiles, with their number in the state of the job.
 */
@NullMarked
package dev.tributary.destinations.connector;

import org.jspecify.annotations.NullMarked;
