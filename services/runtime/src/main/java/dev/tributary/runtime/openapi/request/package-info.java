/**
 * The annotations of the fields of request bodies, for the API's document: which fields a request
 * must contain, and when. The package has annotations only, and depends on the JDK.
 */
@NullMarked
package dev.tributary.runtime.openapi.request;

import org.jspecify.annotations.NullMarked;
