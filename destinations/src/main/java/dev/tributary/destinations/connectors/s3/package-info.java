/**
 * The connector for files in storage with the API of Amazon S3: one file for each batch.
 *
 * <p>A file has a name that follows from its batch, so a repeated batch overwrites its own file. It
 * depends on the connector SPI and on libraries for the formats of files.
 */
@NullMarked
package dev.tributary.destinations.connectors.s3;

import org.jspecify.annotations.NullMarked;
