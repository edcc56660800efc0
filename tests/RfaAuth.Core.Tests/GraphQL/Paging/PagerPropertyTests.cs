using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.GraphQL.Paging;

public sealed class PagerPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(3000);

    /// <summary>A list of a service, and what a user wants of it.</summary>
    internal sealed record Trial(Paged Shape, int Count, int Size, int Skip, int? First, int? Cap, int Tells, int Base, bool ByVariable)
    {
        public bool TellsMore => (Tells & 1) != 0;

        public bool TellsTotal => (Tells & 2) != 0;

        /// <summary>How many items a page really has.</summary>
        public int RealSize => Math.Min(Size, Cap ?? int.MaxValue);
    }

    private static readonly Gen<Trial> s_trials =
        from shape in Gen.Elements(Enum.GetValues<Paged>())
        from count in Gen.Choose(0, 60)
        from size in Gen.Choose(1, 25)
        from skip in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 70)))
        from first in Gen.Frequency((1, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 70).Select(n => (int?)n)))
        from cap in Gen.Frequency((2, Gen.Constant<int?>(null)), (1, Gen.Choose(1, 25).Select(n => (int?)n)))
        from tells in Gen.Choose(0, 15)
        from start in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 30)))
        from byVariable in Gen.Elements(true, false)
        select new Trial(shape, count, size, skip, first, cap, tells, start, byVariable);

    [Fact]
    public void Each_item_comes_once_and_in_order_and_no_page_is_fetched_needlessly() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), trial =>
        {
            var (service, options, variables, expected) = SetUp(trial);

            Assert.Equal(expected, service.ReadAll(options, variables));

            var wanted = trial.First is 0 ? 0 : Math.Max(1, PagesNeeded(trial, expected.Count));
            Assert.InRange(service.Requests.Count, 0, wanted);
        }));

    [Fact]
    public void A_list_that_fails_after_any_page_goes_on_from_its_resume_point() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), Gen.Choose(0, 5).ToArbitrary(), (trial, pages) =>
        {
            var (service, options, variables, expected) = SetUp(trial);
            var items = new List<object?>();
            ResumePoint? resume = null;
            var pager = service.Follow(options, variables);
            var request = pager.First();
            for (var page = 0; page < pages && request is not null; page++)
            {
                var read = pager.Read(service.Answer(request));
                items.AddRange(read.PlainItems());
                request = read.Next;
                resume = read.Resume;
            }

            if (request is null || resume is null)
                return;

            Assert.Equal(items.Count, resume.ItemCount);
            if (resume.After is not null)
                variables[resume.AfterVariable!] = resume.After;
            if (resume.Page is not null)
                variables[resume.PageVariable!] = (int)resume.Page;
            items.AddRange(service.ReadAll(options with { Skip = resume.Skip ?? 0, First = resume.First }, variables));
            Assert.Equal(expected, items);
        }));

    [Fact]
    public void A_list_that_fails_after_any_page_goes_on_in_another_process() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), (trial, pages) =>
        {
            var (service, options, variables, expected) = SetUp(trial);
            var items = new List<object?>();
            PagerState? state = null;
            do
            {
                var pager = new Pager(service.Operation, variables, ListSource.Choose(service.Operation, null), options, state);
                state = null;
                var request = pager.First();
                for (var page = 0; request is not null && (state is null || page < pages); page++)
                {
                    var read = pager.Read(service.Answer(request));
                    items.AddRange(read.PlainItems());
                    (request, state) = (read.Next, read.Note is null ? read.State : state);
                }

                state = request is null ? null : ExportRecordText.Read(ExportRecordText.Write(new ExportRecord(Fingerprint.Of(new Dictionary<string, string>()), 1, 1, 1) { State = state }))!.State;
            }
            while (state is not null);

            Assert.Equal(expected, items);
        }));

    /// <summary>Side by side and in whatever order the answers come, the output is that of one page after the other.</summary>
    [Fact]
    public void Pages_fetched_in_parallel_are_output_in_order() =>
        Check.One(s_config, Prop.ForAll(s_trials.ToArbitrary(), Gen.Choose(2, 9).ToArbitrary(), Gen.Choose(0, 999).ToArbitrary(), (trial, limit, seed) =>
        {
            var (service, options, variables, expected) = SetUp(trial);

            Assert.Equal(expected, AnswerInAnyOrder(service, service.Follow(options, variables), limit, new System.Random(seed)));
        }));

    private static List<object?> AnswerInAnyOrder(ListService service, Pager pager, int limit, System.Random random)
    {
        // Without a context, what waits for an answer goes on within SetResult.
        SynchronizationContext.SetSynchronizationContext(null);
        var waiting = new List<(TaskCompletionSource<CallResult> Answer, GraphQLRequest Request)>();
        var items = new List<object?>();
        var loop = PageLoop.RunAsync(
            pager,
            (request, _) =>
            {
                var answer = new TaskCompletionSource<CallResult>();
                waiting.Add((answer, request));
                return answer.Task;
            },
            page => { items.AddRange(page.PlainItems()); return Task.CompletedTask; },
            limit,
            default);
        while (waiting.Count > 0)
        {
            var next = random.Next(waiting.Count);
            var (answer, request) = waiting[next];
            waiting.RemoveAt(next);
            answer.SetResult(service.Answer(request));
        }

        Assert.True(loop.IsCompletedSuccessfully, loop.Exception?.ToString());
        return items;
    }

    /// <summary>Rows that a policy hides are missing in their pages: what is seen comes once and in order, whatever the pages look like.</summary>
    [Fact]
    public void Items_come_once_and_in_order_from_pages_with_gaps()
    {
        var gaps =
            from trial in s_trials
            from seed in Gen.Choose(0, 1000)
            select (trial with { Shape = trial.Shape is Paged.PageNumber or Paged.Cursor ? trial.Shape : Paged.PageNumber, Skip = 0 }, seed);
        Check.One(s_config, Prop.ForAll(gaps.ToArbitrary(), given =>
        {
            var (trial, seed) = given;
            bool IsVisible(int index) => ((index * 7919) + seed) % 5 != 0;
            var (service, options, variables, expected) = SetUp(trial, IsVisible);
            // Without a word, a page of which nothing may be seen cannot be told from the end.
            if (!service.TellsMore && !service.TellsLastPage && trial.RealSize < 3)
                return;

            Assert.Equal(expected, service.ReadAll(options, variables));
        }));
    }

    [Fact]
    public void A_list_of_a_service_that_pages_wrongly_ends()
    {
        var faults =
            from trial in s_trials
            from ignores in Gen.Elements(true, false)
            select (trial with { Size = Math.Max(trial.Size, 2), First = null }, ignores);
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

            var empty = trial.Shape == Paged.PageNumber ? RepetitionGuard.MostEmptyPages : 0;
            Assert.InRange(service.Requests.Count, 1, (trial.Count / trial.Size) + 3 + empty);
        }));
    }

    private static (ListService Service, PagingOptions Options, Dictionary<string, object?> Variables, List<object?> Expected) SetUp(
        Trial trial, Func<int, bool>? isVisible = null)
    {
        var service = new ListService(trial.Shape, trial.Count)
        {
            Cap = trial.Cap ?? int.MaxValue,
            // A cursor is of no use without hasNextPage beside it.
            TellsMore = trial.TellsMore || trial.Shape is Paged.Cursor or Paged.Backward,
            TellsTotal = trial.TellsTotal,
            TellsLastPage = (trial.Tells & 4) != 0,
            TellsPerPage = (trial.Tells & 8) != 0,
            IsVisible = isVisible ?? (_ => true),
        };
        var variables = new Dictionary<string, object?>();
        var before = 0;
        if (trial.Base > 0)
        {
            before = trial.Shape == Paged.PageNumber ? (trial.Base - 1) * trial.RealSize : trial.Base;
            variables[ListService.StartName(trial.Shape)] = trial.Shape is Paged.Cursor or Paged.Backward ? $"{trial.Base}" : trial.Base;
        }

        if (trial.ByVariable)
            variables[ListService.SizeName(trial.Shape)] = trial.Size;
        var options = new PagingOptions
        {
            PageSize = trial.ByVariable ? null : trial.Size,
            Skip = (ulong)trial.Skip,
            First = trial.First is { } first ? (ulong)first : null,
        };
        var expected = Enumerable.Range(0, trial.Count).Skip(before).Where(service.IsVisible).Skip(trial.Skip).Take(trial.First ?? int.MaxValue)
            .Select(i => (object?)(long)i).ToList();
        return (service, options, variables, expected);
    }

    /// <summary>The most requests that a client may send: the pages of what it wants, and one where only a page without items tells the end.</summary>
    private static int PagesNeeded(Trial trial, int expected)
    {
        var size = trial.RealSize;
        var isJump = trial.Shape == Paged.PageNumber && trial.Skip >= trial.Size;
        var dropped = trial.Shape switch
        {
            Paged.Offset or Paged.Plain => 0,
            // Four steps at most find the page; where they do not, the list is read from its start.
            Paged.PageNumber when isJump => size == trial.Size ? trial.Skip % trial.Size : Math.Min(trial.Skip, trial.Count),
            Paged.PageNumber => Math.Min(trial.Skip, trial.Count),
            _ => Math.Min(trial.Skip, Math.Max(0, trial.Count - trial.Base)),
        };
        var full = (expected + dropped + size - 1) / size;
        var isTotalOfUse = trial.TellsTotal && (trial.Shape == Paged.Offset || (trial.Shape == Paged.PageNumber && trial.Base <= 1 && !isJump));
        var isEndKnown = trial.Shape switch
        {
            Paged.Cursor or Paged.Backward => true,
            Paged.Plain => false,
            Paged.PageNumber => trial.TellsMore || isTotalOfUse || (trial.Tells & 4) != 0,
            _ => trial.TellsMore || isTotalOfUse,
        };
        var isCutShort = trial.First == expected;
        return (isEndKnown || isCutShort ? full : full + 1) + (isJump ? 4 : 0);
    }
}
