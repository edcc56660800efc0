<#
    What is measured. Each figure has
    Against  what people would use instead
    Bar      the least ratio, theirs to ours (above 1: ours takes less)
    Unit     what a number is
    Path     what the responder is asked for
    Setup    runs once in the figure's own process; $Uri is the address, $Session a session of ours, $Body the same request for others
    Ours, Theirs   one measured run each
#>
$restLoop = @'
    $skip = 0
    do {
        $answer = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body (@{ query = $Query; variables = @{ skip = $skip; take = $PageSize } } | ConvertTo-Json)
        $answer.data.companies.items
        $skip += $PageSize
    } while ($answer.data.companies.pageInfo.hasNextPage)
'@
$listQuery = 'query ($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { company_number company_name status incorporated employees turnover rating } pageInfo { hasNextPage } totalCount } }'

# A record's names are those of the document.
$fields = { $Query = '{ companies { items { company_number company_name status incorporated employees turnover rating } } }' }
$bare = 'Import-Module "$root/benchmarks/Bare/bin/Release/netstandard2.0/Bare.dll"'

@(
    @{ Name = 'small-bare'; Against = 'a bare HttpClient cmdlet with Newtonsoft.Json'; Bar = 0.83; Unit = 'ms a call'; Path = '/small'; Runs = 300
        Setup = $bare
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Send-Bare $Uri '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'small-rest'; Against = 'Invoke-RestMethod -WebSession'; Bar = 1.5; Unit = 'ms a call'; Path = '/small'; Runs = 300
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'small-allocated'; Against = 'a bare HttpClient cmdlet with Newtonsoft.Json'; Bar = 0.76; Unit = 'KB a call'; Path = '/small'; Runs = 300; Measure = 'Allocated'
        Setup = $bare
        Ours = { $null = Invoke-RfaGraphQL '{ company { company_name } }' -Session $Session }
        Theirs = { $null = Send-Bare $Uri '{"query":"{ company { company_name } }"}' } }
    @{ Name = 'big-objects'; Against = 'Invoke-RestMethod'; Bar = 3; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records'; Against = 'Invoke-RestMethod'; Bar = 12; Unit = 'ms'; Path = '/big/100000'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records-held'; Against = 'Invoke-RestMethod'; Bar = 5; Unit = 'MB'; Path = '/big/100000'; Measure = 'Held'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-records-items-held'; Against = 'Invoke-RestMethod'; Bar = 3; Unit = 'MB'; Path = '/big/100000'; Measure = 'Held'
        Setup = $fields
        Ours = { $script:Kept = Invoke-RfaGraphQL $Query -Session $Session -AsRecord -DataPath companies.items }
        Theirs = { $script:Kept = Invoke-RestMethod $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body } }
    @{ Name = 'big-hashtable'; Against = 'Invoke-WebRequest | ConvertFrom-Json -AsHashtable'; Bar = 3; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session -AsHashtable }
        Theirs = { $script:Kept = (Invoke-WebRequest $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body).Content | ConvertFrom-Json -AsHashtable } }
    @{ Name = 'big-raw'; Against = 'Invoke-WebRequest'; Bar = 1; Unit = 'ms'; Path = '/big/100000'
        Ours = { $script:Kept = Invoke-RfaGraphQL '{ companies { items { company_name } } }' -Session $Session -Raw }
        Theirs = { $script:Kept = (Invoke-WebRequest $Uri -Method Post -ContentType application/json -WebSession $Web -Body $Body).Content } }
    @{ Name = 'list'; Against = 'a loop of Invoke-RestMethod'; Bar = 2.5; Unit = 'ms'; Path = '/list/100000'
        Setup = { $Query = $using_listQuery; $PageSize = 1000 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'list-records'; Against = 'a loop of Invoke-RestMethod'; Bar = 6; Unit = 'ms'; Path = '/list/100000'
        Setup = { $Query = $using_listQuery; $PageSize = 1000 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize -AsRecord) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'list-latency'; Against = 'a loop of Invoke-RestMethod'; Bar = 1; Unit = 'ms'; Path = '/list/10000?latency=20'
        Setup = { $Query = $using_listQuery; $PageSize = 100 }
        Ours = { $script:Kept = @(Invoke-RfaGraphQL $Query -Session $Session -All -PageSize $PageSize) }
        Theirs = [scriptblock]::Create("`$script:Kept = @($restLoop)") }
    @{ Name = 'batch'; Against = 'ForEach-Object -Parallel'; Bar = 3.5; Unit = 'ms'; Path = '/small?latency=20'
        Ours = { $null = 1..2000 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Invoke-RfaGraphQL 'query ($n: Int) { company(n: $n) { company_name } }' -Session $Session -ThrottleLimit 16 }
        Theirs = { $null = 1..2000 | ForEach-Object -ThrottleLimit 16 -Parallel {
                Invoke-RestMethod $using:Uri -Method Post -ContentType application/json -Body (@{ query = 'query ($n: Int) { company(n: $n) { company_name } }'; variables = @{ n = $_ } } | ConvertTo-Json) } } }
    @{ Name = 'import'; Against = 'an empty binary module with a manifest'; Bar = 0.87; Unit = 'ms'; Process = $true
        Ours = "Import-Module '{0}/RfaAuth.psd1'"
        Theirs = "Import-Module '{1}/Empty/Empty.psd1'" }
    @{ Name = 'first-answer'; Against = 'Invoke-RestMethod in a fresh process'; Bar = 1.3; Unit = 'ms'; Path = '/small'; Process = $true
        Ours = "Import-Module '{0}/RfaAuth.psd1'; Connect-RfaApi -Endpoint '{2}' -AccessToken (ConvertTo-SecureString x -AsPlainText -Force); `$null = Invoke-RfaGraphQL '{{ company {{ company_name }} }}'"
        Theirs = "`$null = Invoke-RestMethod '{2}' -Method Post -ContentType application/json -Authentication Bearer -AllowUnencryptedAuthentication -Token (ConvertTo-SecureString x -AsPlainText -Force) -Body '{{`"query`":`"{{ company {{ company_name }} }}`"}}'" }
) | ForEach-Object {
    if ($_['Setup'] -is [scriptblock]) { $_['Setup'] = $_['Setup'].ToString().Replace('$using_listQuery', "'$listQuery'") }
    $_
}
