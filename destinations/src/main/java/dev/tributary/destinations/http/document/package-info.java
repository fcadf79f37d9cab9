/**
 * The settings of connectors in the API's document. The package depends on the declarations of the
 * connectors and on the runtime.
 */
@NullMarked
package dev.tributary.destinations.http.document;

import org.jspecify.annotations.NullMarked;
