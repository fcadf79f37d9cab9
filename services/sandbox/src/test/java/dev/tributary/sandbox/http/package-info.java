/** The list of vendors. */
package dev.tributary.sandbox.http;
