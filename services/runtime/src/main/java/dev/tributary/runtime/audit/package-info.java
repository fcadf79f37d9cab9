/**
 * Two trails: who reads personal data, recorded before the answer is sent; and who changes the
 * settings of a workspace, recorded in the transaction of the change.
 *
 * <p>The control plane keeps both trails. Every service sends its entries on the topics {@code
 * reads} and {@code audit}. The package depends on the packages tenancy, kafka, postgres, problem
 * and secrets.
 */
@NullMarked
package dev.tributary.runtime.audit;

import org.jspecify.annotations.NullMarked;
