#include "core/data/coco/json_lists.h"

#include "core/basics/error.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/coco/file_window.h"
#include "core/data/coco/json_nesting.h"

#include <algorithm>
#include <array>

namespace hardlens {

namespace {

static_assert(JsonItem::padding <= FileWindow::padding);

/// Bytes at which a scan within a value stops: quotes and brackets.
constexpr std::array<bool, 256> stops = [] {
    std::array<bool, 256> table {};
    for (const char c : {'"', '{', '}', '[', ']'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

/// Bytes at which a scan within a string stops.
constexpr std::array<bool, 256> stringStops = [] {
    std::array<bool, 256> table {};
    table['"'] = table['\\'] = true;
    return table;
}();

size_t untilStop(std::string_view text, const std::array<bool, 256>& table)
{
    size_t i = 0;
    while (i < text.size() && !table[static_cast<unsigned char>(text[i])])
        ++i;
    return i;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// What is wrong at the current byte; the reader adds where that is.
struct Mistake
{
    std::string text {};
};

class JsonLists
{
public:
    JsonLists(const std::filesystem::path& path, const std::vector<std::string>& lists,
        const std::function<bool(const JsonItem&)>& take)
        : m_window(path)
        , m_lists(lists)
        , m_take(take)
        , m_seen(lists.size(), false)
    {
    }

    void read()
    {
        if (m_window.ahead().starts_with("\xEF\xBB\xBF")) // byte order mark
            m_window.advance(3);
        m_where = "the beginning";
        expect('{');
        if (isNext('}'))
            return;
        do {
            m_where = "a name";
            const std::string name = string();
            expect(':');
            m_where = name;
            if (!value(name))
                return;
            m_index = -1;
        } while (isNext(','));
        expect('}');
        m_where = "the end";
        skipBlanks();
        if (!atEnd())
            throw Mistake {"something follows the closing }"};
    }

    uint64_t offset() const { return m_window.offset(); }
    /// What was being read, for people.
    std::string where() const { return m_index < 0 ? m_where : concat(m_where, "[", m_index, "]"); }
    const std::vector<bool>& seen() const { return m_seen; }

private:
    bool atEnd() const { return m_window.ahead().empty(); }

    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_window.ahead()[0])) {
            const std::string_view text = m_window.ahead();
            m_window.advance(
                size_t(std::find_if_not(text.begin(), text.end(), isBlank) - text.begin()));
        }
    }

    /// The next byte that is not blank.
    char next()
    {
        skipBlanks();
        if (atEnd())
            throw Mistake {"the file ends here: cut off"};
        return m_window.ahead()[0];
    }

    /// Whether it is that one; then it is passed.
    bool isNext(char wanted)
    {
        if (next() != wanted)
            return false;
        m_window.advance(1);
        return true;
    }

    void expect(char wanted)
    {
        if (!isNext(wanted))
            throw Mistake {concat("expected ", wanted)};
    }

    /// The text of a string as it is written, escapes left in.
    std::string string()
    {
        if (next() != '"')
            throw Mistake {"expected a name in quotes"};
        m_window.keep();
        passString();
        const std::string_view text = m_window.kept();
        return std::string(text.substr(1, text.size() - 2));
    }

    void passString()
    {
        m_window.advance(1);
        for (;;) {
            m_window.advance(untilStop(m_window.ahead(), stringStops));
            if (atEnd())
                throw Mistake {"the file ends within a string: cut off"};
            const char c = m_window.ahead()[0];
            if (c != '"' && c != '\\') // the scan stopped where the window did
                continue;
            m_window.advance(1);
            if (c == '"')
                return;
            if (atEnd())
                throw Mistake {"the file ends within a string: cut off"};
            m_window.advance(1); // whatever is escaped
        }
    }

    /// Passes a number or word.
    void passScalar()
    {
        const auto ends = [](char c) {
            return isBlank(c) || c == ',' || c == ']' || c == '}' || c == ':' || c == '"'
                || c == '[' || c == '{';
        };
        if (ends(m_window.ahead()[0]))
            throw Mistake {"expected a value"};
        while (!atEnd() && !ends(m_window.ahead()[0])) {
            const std::string_view text = m_window.ahead();
            m_window.advance(size_t(std::find_if(text.begin(), text.end(), ends) - text.begin()));
        }
    }

    /// Passes a list or object.
    void passNested()
    {
        JsonNesting nesting;
        do {
            if (atEnd())
                throw Mistake {"the file ends here: cut off"};
            const char c = m_window.ahead()[0];
            if (c == '"') {
                passString();
                continue;
            }
            if ((c == '{' || c == '[') && !nesting.open(c))
                throw Mistake {"brackets nest deeper than 64"};
            if ((c == '}' || c == ']') && !nesting.close(c))
                throw Mistake {concat("a ", c, " that closes nothing")};
            // Not beyond the last bracket: what follows is not of this value.
            m_window.advance(1);
            if (nesting.depth() > 0)
                m_window.advance(untilStop(m_window.ahead(), stops));
        } while (nesting.depth() > 0);
    }

    void passValue()
    {
        const char c = next();
        if (c == '"')
            passString();
        else if (c == '{' || c == '[')
            passNested();
        else
            passScalar();
    }

    /// False where the taker has had enough.
    bool value(const std::string& name)
    {
        const auto at = std::find(m_lists.begin(), m_lists.end(), name);
        if (at == m_lists.end()) {
            passValue();
            return true;
        }
        const auto list = size_t(at - m_lists.begin());
        if (m_seen[list])
            throw Mistake {"comes twice"};
        m_seen[list] = true;
        if (next() != '[')
            return item(list, 0);
        m_window.advance(1);
        if (isNext(']'))
            return true;
        int64_t index = 0;
        do {
            if (!item(list, index++))
                return false;
        } while (isNext(','));
        expect(']');
        return true;
    }

    bool item(size_t list, int64_t index)
    {
        m_index = index;
        next();
        m_window.keep();
        passValue();
        return m_take({list, index, m_window.kept()});
    }

    FileWindow m_window;
    const std::vector<std::string>& m_lists;
    const std::function<bool(const JsonItem&)>& m_take;
    std::vector<bool> m_seen {};
    std::string m_where {};
    int64_t m_index = -1; // of the item within m_where; -1: none
};

constexpr const char* notCoco = "not such a JSON file as COCO's: ";

/// Counted only where an error names it.
int64_t lineAt(const std::filesystem::path& path, uint64_t offset)
{
    FileWindow window(path);
    int64_t line = 1;
    while (window.offset() < offset && !window.ahead().empty()) {
        const std::string_view text = window.ahead().substr(0, size_t(offset - window.offset()));
        line += std::count(text.begin(), text.end(), '\n');
        window.advance(text.size());
    }
    return line;
}

} // namespace

std::vector<bool> readJsonLists(const std::filesystem::path& path, const std::string& shownName,
    const std::vector<std::string>& lists, const std::function<bool(const JsonItem&)>& take)
{
    try {
        JsonLists reader(path, lists, take);
        try {
            reader.read();
            return reader.seen();
        } catch (const Mistake& mistake) {
            throw AnnotationFileError(shownName, lineAt(path, reader.offset()),
                concat(notCoco, reader.where(), ": ", mistake.text));
        } catch (const AnnotationFileError&) {
            throw;
        } catch (const Error& error) {
            throw AnnotationFileError(
                shownName, 0, concat(notCoco, reader.where(), ": ", error.what()));
        }
    } catch (const AnnotationFileError&) {
        throw;
    } catch (const Error& error) {
        throw AnnotationFileError(shownName, 0, concat("cannot be read: ", error.what()));
    }
}

} // namespace hardlens
