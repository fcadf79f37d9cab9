/**
 * Files of jobs: data for uploads as CSV or JSON lines, and results that are read from CSV or JSON
 * lines. Connectors use it. It depends on the connector SPI and on Jackson only.
 */
@NullMarked
package dev.tributary.destinations.jobfile;

import org.jspecify.annotations.NullMarked;
