/** Handing out results of any size. */
@NullMarked
package datastream.collector.usecase.export;

import org.jspecify.annotations.NullMarked;
