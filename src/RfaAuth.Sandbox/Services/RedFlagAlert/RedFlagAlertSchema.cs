namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>
/// The resolvers of Red Flag Alert: the documented fields, and a few more that are hard for clients.
/// The schema is in <c>rfa.graphql</c>.
/// </summary>
internal static class RedFlagAlertSchema
{
    // What companies can be filtered and ordered by.
    private static readonly Dictionary<string, Func<Company, object?>> s_company = new()
    {
        ["company_number"] = c => c.Number,
        ["company_name"] = c => c.Name,
        ["company_status"] = c => c.Status,
        ["incorporation_date"] = c => c.IncorporatedOn,
        ["updated_at"] = c => c.UpdatedAt,
        ["registry_reference"] = c => c.Reference,
        ["credit_limit"] = c => c.CreditLimit,
        ["credit_rating"] = c => c.CreditRating,
        ["employees"] = c => c.Employees,
        ["turnover"] = c => c.Turnover,
        ["shares_issued"] = c => c.SharesIssued,
        ["auditor_name"] = c => c.AuditorName,
    };

    private static readonly Dictionary<string, Func<Auditor, object?>> s_auditor = new()
    {
        ["auditor_name"] = a => a.Name,
        ["town"] = a => a.Town,
        ["client_count"] = a => a.ClientCount,
    };

    /// <param name="data">The current data.</param>
    /// <param name="signIn">The sign-in operations.</param>
    /// <param name="requireManagementFlow">Whether they have the argument <c>useManagementflow</c>, and need it.</param>
    public static ServiceSchema Create(Func<CompanyData> data, SignInFields signIn, bool requireManagementFlow)
    {
        var fields = new FieldTable
        {
            { "Query.companies", context => Segment.Take(context, data().Companies, s_company) },
            { "Query.auditors", context => Segment.Take(context, data().Auditors, s_auditor) },
            { "Query.company", context => data().Companies.FirstOrDefault(c => c.Number == context.Value<string>("company_number")) },
            { "Query.account", _ => data() },
            { "Query.viewer", context => context.CallState().Caller.User },
            { "Query.adminReport", _ => "for administrators", FieldAccess.Administrator },
            { "Mutation.signIn", context => signIn.SignIn(context, requireManagementFlow), FieldAccess.Anyone },
            { "Mutation.signInRefresh", context => signIn.Refresh(context, requireManagementFlow), FieldAccess.Anyone },
            { "Mutation.addCompanyToWatchlist", context => Watch(data(), context.Value<string>("company_number")!) },
            { "Mutation.updateAccountNote", context => data().SetNote(context.Value<string>("note")!) },
            { "Auditor.clients", context => Segment.Take(context, [.. data().Companies.Where(c => c.AuditorName == ((Auditor)context.Source!).Name)], s_company) },
        };
        Entries.AddSegmentAndConnection(fields);
        fields.Add("Company", s_company);
        fields.Add("Auditor", s_auditor);
        fields.Add<Company>("Company", new()
        {
            ["company_no"] = c => c.Number, ["registered_address"] = c => c.Address, ["directors"] = c => c.Directors, ["registry_extract"] = Extract,
        });
        fields.Add<Address>("Address", new()
        {
            ["line_1"] = a => a.Line1, ["line_2"] = a => a.Line2, ["town"] = a => a.Town, ["county"] = a => a.County, ["postcode"] = a => a.Postcode, ["country"] = a => a.Country,
        });
        fields.Add<Director>("Director", new()
        {
            ["name"] = d => d.Name, ["appointed_on"] = d => d.AppointedOn, ["nationality"] = d => d.Nationality, ["is_active"] = d => d.IsActive,
        });
        fields.Add<CompanyData>("Account", new()
        {
            ["creditBalance"] = _ => 1250, ["totalBillCount"] = _ => 17, ["note"] = d => d.Note, ["watchlist"] = d => d.Watchlist,
        });
        fields.Add<SandboxUser>("Viewer", new() { ["userName"] = u => u.UserName, ["email"] = u => u.Email });
        fields.Add<CompanyData>("WatchlistPayload", new() { ["watchlist"] = d => d.Watchlist, ["entryCount"] = d => d.Watchlist.Count });
        fields.Add<TokenPair>("AuthenticationResult", new() { ["accessToken"] = t => t.AccessToken, ["refreshToken"] = t => t.RefreshToken });
        foreach (var list in (string[])["Company", "Auditor"])
            fields.Add<Segment>(list + "CollectionSegment", new() { ["items"] = s => s.Items, ["pageInfo"] = s => s, ["totalCount"] = s => s.TotalCount });
        fields.Add<Segment>("CollectionSegmentInfo", new() { ["hasNextPage"] = s => s.HasNextPage, ["hasPreviousPage"] = s => s.HasPreviousPage });
        var sdl = ServiceSchema.ReadText("rfa.graphql");
        return new ServiceSchema(requireManagementFlow ? sdl : sdl.Replace("useManagementflow: Boolean, ", "", StringComparison.Ordinal), fields);
    }

    private static CompanyData Watch(CompanyData data, string companyNumber)
    {
        if (data.Companies.All(c => c.Number != companyNumber))
            throw new FieldException(new ServiceError(ErrorKind.Field, $"There is no company {companyNumber}.") { Code = "COMPANY_NOT_FOUND" });

        data.Watch(companyNumber);
        return data;
    }

    // Some companies have none: an answer with data and errors.
    private static string Extract(Company company) => company.Status == "Dissolved"
        ? throw new FieldException(new ServiceError(ErrorKind.Field, "No extract is kept of a dissolved company.") { Code = "EXTRACT_UNAVAILABLE" })
        : $"Extract of {company.Number}";
}
