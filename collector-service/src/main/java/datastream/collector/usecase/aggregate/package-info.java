/** Computing figures from many readings. */
@NullMarked
package datastream.collector.usecase.aggregate;

import org.jspecify.annotations.NullMarked;
