#include "core/data/coco/coco_values.h"

#include <array>
#include <cmath>

namespace hardlens {

int64_t cocoWholeNumber(simdjson::ondemand::value from, const char* field)
{
    simdjson::ondemand::number number;
    if (from.get_number().get(number) == simdjson::SUCCESS) {
        if (number.is_int64())
            return number.get_int64();
        const double real = number.is_double() ? number.get_double() : 1e300;
        if (std::abs(real) <= 0x1p53 && real == std::floor(real))
            return int64_t(real);
    }
    throw CocoFault {field, "expected a whole number"};
}

bool isCocoFlagSet(simdjson::ondemand::value from)
{
    bool word = false;
    if (from.get_bool().get(word) == simdjson::SUCCESS)
        return word;
    double number = 0;
    return from.get_double().get(number) == simdjson::SUCCESS && number == 1;
}

Box cocoBox(simdjson::ondemand::value from)
{
    std::array<double, 4> xywh {};
    size_t count = 0;
    simdjson::ondemand::array numbers;
    bool good = from.get_array().get(numbers) == simdjson::SUCCESS;
    if (good)
        for (auto item : numbers) {
            double number = 0;
            const bool isNumber
                = item.get_double().get(number) == simdjson::SUCCESS && std::abs(number) < 1e6;
            good = good && isNumber && count < xywh.size();
            if (good)
                xywh[count] = number;
            ++count;
        }
    if (!good || count != xywh.size())
        throw CocoFault {"bbox", "expected four numbers [x, y, w, h] below 1e6"};
    return {float(xywh[0]), float(xywh[1]), float(xywh[0] + xywh[2]), float(xywh[1] + xywh[3])};
}

float cocoArea(simdjson::ondemand::value from)
{
    double number = -1;
    if (from.get_double().get(number) != simdjson::SUCCESS || !(number >= 0 && number <= 1e12))
        throw CocoFault {"area", "expected a number in [0, 1e12]"};
    return float(number);
}

std::string cocoText(simdjson::ondemand::value from, const char* field)
{
    std::string_view text;
    if (from.get_string().get(text) != simdjson::SUCCESS)
        throw CocoFault {field, "expected text"};
    return std::string(text);
}

} // namespace hardlens
