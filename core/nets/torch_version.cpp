#include "core/nets/torch_version.h"

namespace hardlens {

const char* torchVersion()
{
    return TORCH_VERSION;
}

} // namespace hardlens
