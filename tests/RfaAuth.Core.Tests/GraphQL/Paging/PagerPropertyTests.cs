using FsCheck;
using FsCheck.Fluent;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PagerPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(3000);

    /// <summary>A list of a service, and what a user wants of it.</summary>
    internal sealed record Trial(ListShape Shape, int Count, int Size, int Skip, int? First, int? Cap, bool TellsMore, bool TellsTotal, int Base, bool ByVariable);

    private static readonly Gen<Trial> s_trials =
        from shape in Gen.Elements(ListShape.Offset, ListShape.PageNumber, ListShape.Cursor)
        from count in Gen.Choose(0, 60)
        from size in Gen.Choose(1, 25)
        from skip in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 70)))
        from first in Gen.Frequency((1, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 70).Select(n => (int?)n)))
        from cap in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 25).Select(n => (int?)n)))
        from tells in Gen.Choose(0, 3)
        from start in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 30)))
        from byVariable in Gen.Elements(true, false)
        select new Trial(
            shape, count, size, skip, first,
            // A cap is a page that is short, and by page number that ends the list.
            shape == ListShape.PageNumber ? null : cap,
            (tells & 1) != 0, (tells & 2) != 0, start, byVariable);

    [Fact]
    public void Each_item_wanted_comes_once_and_in_order_and_no_page_is_fetched_in_vain() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), trial =>
        {
            var (service, options, variables, expected) = SetUp(trial);

            Assert.Equal(expected, service.ReadAll(options, variables));

            var wanted = trial.First is 0 ? 0 : Math.Max(1, PagesNeeded(trial, expected.Count));
            Assert.InRange(service.Requests.Count, 0, wanted);
        }));

    [Fact]
    public void What_breaks_off_after_any_page_goes_on_from_its_resume_point_without_gap_or_repetition() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (trial, pages) =>
        {
            var (service, options, variables, expected) = SetUp(trial);
            var items = new List<object?>();
            ResumePoint? resume = null;
            using (var pager = service.Follow(options, variables))
            {
                var request = pager.First();
                for (var page = 0; page < pages && request is not null; page++)
                {
                    var read = pager.Read(service.Answer(request));
                    items.AddRange(read.Items);
                    request = read.Next;
                    resume = read.Resume;
                }

                if (request is null || resume is null)
                    return;
            }

            Assert.Equal(items.Count, resume.ItemCount);
            if (resume.After is not null)
                variables[resume.AfterVariable!] = resume.After;
            items.AddRange(service.ReadAll(options with { Skip = resume.Skip ?? 0, First = resume.First }, variables));
            Assert.Equal(expected, items);
        }));

    [Fact]
    public void A_service_that_pages_badly_ends_in_an_error_or_in_the_end()
    {
        var faults =
            from trial in s_trials
            from ignores in Gen.Elements(true, false)
            select (trial with { TellsMore = true, Size = Math.Max(trial.Size, 2), First = null }, ignores);
        Check.One(s_config, Prop.ForAll(faults.ToArbitrary(), given =>
        {
            var (trial, ignores) = given;
            var service = new ListService(trial.Shape, trial.Count) { IgnoresStart = ignores, AlwaysSaysMore = true };
            try
            {
                service.ReadAll(new PagingOptions { PageSize = trial.Size });
            }
            catch (RfaException exception)
            {
                Assert.Equal(ErrorCodes.PagingLoop, exception.ErrorCode);
            }

            Assert.InRange(service.Requests.Count, 1, (trial.Count / trial.Size) + 3);
        }));
    }

    private static (ListService Service, PagingOptions Options, Dictionary<string, object?> Variables, List<object?> Expected) SetUp(Trial trial)
    {
        var service = new ListService(trial.Shape, trial.Count)
        {
            Cap = trial.Cap ?? int.MaxValue,
            // A cursor is of no use without hasNextPage beside it.
            TellsMore = trial.TellsMore || trial.Shape == ListShape.Cursor,
            TellsTotal = trial.TellsTotal,
        };
        var variables = new Dictionary<string, object?>();
        var before = 0;
        if (trial.Base > 0)
        {
            before = trial.Shape == ListShape.PageNumber ? (trial.Base - 1) * trial.Size : trial.Base;
            variables[ListService.StartName(trial.Shape)] = trial.Shape == ListShape.Cursor ? $"{trial.Base}" : trial.Base;
        }

        if (trial.ByVariable)
            variables[ListService.SizeName(trial.Shape)] = trial.Size;
        var options = new PagingOptions
        {
            PageSize = trial.ByVariable ? null : trial.Size,
            Skip = (ulong)trial.Skip,
            First = trial.First is { } first ? (ulong)first : null,
        };
        var expected = Enumerable.Range(0, trial.Count).Skip(before).Skip(trial.Skip).Take(trial.First ?? int.MaxValue).Select(i => (object?)(long)i).ToList();
        return (service, options, variables, expected);
    }

    /// <summary>The most requests that a client may send: the pages of what it wants, and one where only a page that is not full tells the end.</summary>
    private static int PagesNeeded(Trial trial, int expected)
    {
        var size = Math.Min(trial.Size, trial.Cap ?? int.MaxValue);
        var dropped = trial.Shape switch
        {
            ListShape.Offset => 0,
            ListShape.PageNumber => trial.Skip % trial.Size,
            _ => Math.Min(trial.Skip, Math.Max(0, trial.Count - trial.Base)),
        };
        var full = (expected + dropped + size - 1) / size;
        var isEndKnown = trial.Shape == ListShape.Cursor || (trial.Shape == ListShape.Offset && (trial.TellsMore || trial.TellsTotal));
        var isCutShort = trial.First == expected;
        var isEndShort = trial.Shape == ListShape.PageNumber && (expected + dropped) % size != 0;
        return isEndKnown || isCutShort || isEndShort ? full : full + 1;
    }
}
