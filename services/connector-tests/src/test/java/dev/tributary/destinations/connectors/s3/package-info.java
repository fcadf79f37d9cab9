/** Tests of the connector for files. */
@NullMarked
package dev.tributary.destinations.connectors.s3;

import org.jspecify.annotations.NullMarked;
